"""Progress reviews: what learner, assessor and employer say of an enrolment together, and what each is to do next."""

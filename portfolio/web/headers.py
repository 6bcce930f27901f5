"""The headers of every answer: nothing inline, nothing framed, nothing kept by others."""

from __future__ import annotations

from flask import Flask, Response, request

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "media-src 'self' blob:",
        "frame-src 'self'",
        "connect-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
NEVER_USED = "geolocation=(), payment=(), usb=()"
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": f"camera=(), microphone=(), {NEVER_USED}",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
STATIC_SECONDS = 365 * 24 * 3600


def let_record(response: Response) -> Response:
    """Open camera and microphone to a page that photographs and records; every other page has them closed."""
    response.headers["Permissions-Policy"] = f"camera=(self), microphone=(self), {NEVER_USED}"
    return response


def install(app: Flask, *, secure: bool) -> None:
    def add(response: Response) -> Response:
        for name, value in HEADERS.items():
            if name not in response.headers:
                response.headers.add(name, value)
        if secure:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        if request.endpoint == "static":
            lasting = f"public, max-age={STATIC_SECONDS}, immutable" if "v" in request.args else "public, max-age=300"
            response.headers["Cache-Control"] = lasting
        else:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    app.after_request(add)

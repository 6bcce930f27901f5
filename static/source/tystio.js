// What runs on every page: the GOV.UK components, then Tystio's own; every page works without any of it.
import { initAll } from "./govuk-frontend.min.js";
import { startAutosave } from "./autosave.js";
import { startFileLists } from "./file_list.js";
import { startFindBoxes } from "./find_box.js";
import { startJudging } from "./judging_keys.js";
import { startPreviews } from "./preview.js";
import { startSendingSingly } from "./send_singly.js";
import { warnOfUnsavedWork } from "./unsaved.js";
import { startWorkbench } from "./workbench.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
startFileLists();
startAutosave();
startFindBoxes();
startPreviews();
startJudging();
startSendingSingly();
startWorkbench();
warnOfUnsavedWork();

import "htmx.org/dist/htmx.esm.js";
import { startDialogs } from "./js/dialogs.js";
import { startMenus } from "./js/menus.js";
import { startKeys } from "./js/keys.js";
import { startFaults } from "./js/faults.js";
import { startPicks } from "./js/picks.js";

startDialogs();
startMenus();
startKeys();
startFaults();
startPicks();

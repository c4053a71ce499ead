import "htmx.org/dist/htmx.esm.js";
import { startDialogs } from "./js/dialogs.js";
import { startMenus } from "./js/menus.js";
import { startKeys } from "./js/keys.js";
import { startFaults } from "./js/faults.js";
import { startOrder } from "./js/order.js";
import { startPicks } from "./js/picks.js";
import { startSending } from "./js/sending.js";
import { startTyped } from "./js/typed.js";

startDialogs();
startMenus();
startKeys();
startFaults();
startOrder();
startPicks();
startSending();
startTyped();

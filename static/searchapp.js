// Comfort only: every page is complete without scripts. They ask this server alone, and for the same addresses that
// the links have, so that the address stays the whole state.
import "./panel.js";
import "./navigation.js";
import "./box.js";
import "./timeline.js";
import "./selection.js";
import "./keys.js";
import { box, is } from "./dom.js";

// On the start page the cursor waits in the box, unless that would bring up a keyboard that hides half of the page.
if (is("start") && !location.hash && matchMedia("(pointer: fine)").matches) box.focus();

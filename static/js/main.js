// What pages do beyond links and forms; every behaviour is one file and improves what works without it.
import "htmx.org";
import "./requests.js";
import "./toast.js";
import "./menu.js";
import "./dialog.js";
import "./keys.js";
import "./sidebar.js";
import "./form.js";
import "./inline.js";
import "./combo.js";
import "./lines.js";
import "./several.js";
import "./region.js";
import "./drop.js";
import "./composer.js";
import "./draft.js";
import "./mention.js";
import "./past.js";
import "./copy.js";
import "./table.js";
import "./labels.js";
import "./peek.js";
import "./twins.js";
import "./filter.js";
import "./palette.js";
import "./clamp.js";

document.documentElement.classList.add("scripted");

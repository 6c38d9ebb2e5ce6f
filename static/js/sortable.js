// Dragging by mouse and by finger; fetched only where there is something to drag.
import Sortable from "sortablejs";

window.Sortable = Sortable;

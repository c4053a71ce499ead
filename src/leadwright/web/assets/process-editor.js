// Draws a process: bpmn-js on the page, beside it what a step says in our own words. The drawing stands in the text
// field of the form all the while, so that it is sent, asked about before it is left, and kept like anything typed.
import Modeler from "bpmn-js/lib/Modeler.js";
import { is } from "bpmn-js/lib/util/ModelUtil.js";
import { saidIn } from "./js/editor-words.js";
import { askedIn, showAsked } from "./js/process-fields.js";
import { own } from "./js/process-words.js";

const form = document.getElementById("process-editor");
const text = form.elements.namedItem("bpmn");
const panel = document.getElementById("process-step");
const asking = document.getElementById("process-fields");
const modeler = new Modeler({
  container: "#process-canvas",
  moddleExtensions: { lw: own },
  additionalModules: [saidIn(JSON.parse(form.dataset.words))],
});
const modeling = modeler.get("modeling");
let chosen = null;
const EDGE = 20;

const business = () => chosen.businessObject;

const timer = () => business().eventDefinitions?.find((event) => is(event, "bpmn:TimerEventDefinition"));

const message = () => business().eventDefinitions?.find((event) => is(event, "bpmn:MessageEventDefinition"));

const isDefault = () => business().sourceRef?.default === business();

const make = (type, values) => modeler.get("moddle").create(type, values);

// Of each field of the panel: for which elements it is, what it says, and how it is put down.
const fields = {
  name: {
    fits: () => true,
    read: () => business().name,
    write: (value) => modeling.updateLabel(chosen, value),
  },
  kind: {
    fits: () => is(chosen, "bpmn:Task"),
    read: () => business().$type,
    write: (value) => value && modeler.get("bpmnReplace").replaceElement(chosen, { type: value }),
  },
  role: plain("role", () => is(chosen, "bpmn:UserTask") || is(chosen, "bpmn:Lane")),
  deliverable: plain("deliverable", () => is(chosen, "bpmn:UserTask")),
  due: plain("due", () => is(chosen, "bpmn:UserTask")),
  action: plain("action", () => is(chosen, "bpmn:ServiceTask") || is(chosen, "bpmn:UserTask")),
  instructions: {
    fits: () => is(chosen, "bpmn:Activity"),
    read: () => business().documentation?.[0]?.text,
    write: (value) => update({ documentation: value ? [make("bpmn:Documentation", { text: value })] : [] }),
  },
  wait: {
    fits: () => Boolean(timer()),
    read: () => timer().timeDuration?.body,
    write: (value) => modeling.updateModdleProperties(chosen, timer(), {
      timeDuration: make("bpmn:FormalExpression", { body: value }),
    }),
  },
  message: {
    fits: () => Boolean(message()),
    read: () => message().messageRef?.name,
    write: (value) => modeling.updateModdleProperties(chosen, message(), {
      messageRef: value ? messageNamed(value) : undefined,
    }),
  },
  condition: {
    fits: () => is(chosen, "bpmn:SequenceFlow") && is(business().sourceRef, "bpmn:ExclusiveGateway"),
    read: () => business().conditionExpression?.body,
    write: (value) => update({
      conditionExpression: value ? make("bpmn:FormalExpression", { body: value }) : undefined,
    }),
  },
  default: {
    fits: () => is(chosen, "bpmn:SequenceFlow") && is(business().sourceRef, "bpmn:ExclusiveGateway"),
    read: isDefault,
    write: (value) => {
      const source = modeler.get("elementRegistry").get(business().sourceRef.id);
      modeling.updateProperties(source, { default: value ? business() : undefined });
    },
  },
};

function update(values) {
  modeling.updateProperties(chosen, values);
}

function messageNamed(name) {
  const { rootElements } = modeler.getDefinitions();
  const known = rootElements.find((element) => is(element, "bpmn:Message") && element.name === name);
  if (known) return known;
  const made = modeler.get("bpmnFactory").create("bpmn:Message", { name });
  rootElements.push(made);
  return made;
}

function plain(name, fits) {
  return {
    fits,
    read: () => business().get(`lw:${name}`),
    write: (value) => update({ [`lw:${name}`]: value || undefined }),
  };
}

function show(element) {
  chosen = element && element.type !== "label" ? element : element?.labelTarget ?? null;
  if (chosen && !chosen.parent) chosen = null;
  panel.hidden = !chosen;
  if (!chosen) return;
  for (const [name, field] of Object.entries(fields)) {
    const control = panel.querySelector(`[data-part="${name}"]`);
    control.closest(".field").hidden = !field.fits();
    if (!field.fits()) continue;
    if (control.type === "checkbox") control.checked = field.read();
    else control.value = field.read() ?? "";
  }
  asking.hidden = !is(chosen, "bpmn:UserTask");
  if (!asking.hidden) showAsked(asking, business());
}

async function keep() {
  const { xml } = await modeler.saveXML({ format: true });
  text.value = xml;
}

panel.addEventListener("change", (event) => {
  const control = event.target;
  if (chosen && "asked" in control.dataset) update(askedIn(asking));
  if (chosen && control.dataset.part) {
    fields[control.dataset.part].write(control.type === "checkbox" ? control.checked : control.value.trim());
  }
});

modeler.on("selection.changed", ({ newSelection }) => show(newSelection.length === 1 ? newSelection[0] : null));
modeler.on("element.changed", ({ element }) => {
  if (element === chosen) show(element);
});

// Shows all of the drawing beside the palette, none of it beneath.
function fit() {
  const canvas = modeler.get("canvas");
  const { inner, outer } = canvas.viewbox();
  const { width: taken } = document.querySelector("#process-canvas .djs-palette").getBoundingClientRect();
  const left = taken + EDGE * 2;
  const scale = Math.min(1, (outer.width - left - EDGE) / inner.width, (outer.height - EDGE * 2) / inner.height);
  const [width, height] = [outer.width / scale, outer.height / scale];
  canvas.viewbox({ x: inner.x - left / scale, y: inner.y + (inner.height - height) / 2, width, height });
}

async function start() {
  await modeler.importXML(text.value);
  modeler.on("commandStack.changed", keep);
  form.querySelector("[data-drawn-elsewhere]").hidden = true;
  form.querySelector("[data-drawing]").hidden = false;
  modeler.get("canvas").resized();
  fit();
}

form.querySelector("[data-drawing]").hidden = false;
start().catch((fault) => {
  console.error(fault);
  form.querySelector("[data-drawing]").hidden = true;
  form.querySelector("[data-drawn-elsewhere]").hidden = false;
});

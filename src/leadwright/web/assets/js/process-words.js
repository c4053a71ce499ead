// Our own words in files of BPMN, as bpmn-js reads and writes them: attributes of steps and of lanes.
const attribute = (name) => ({ name, isAttr: true, type: "String" });

const words = ["role", "deliverable", "due", "action", "fields", "fields.required"];

export const own = {
  name: "Leadwright",
  uri: "https://leadwright.org/ns/process/1",
  prefix: "lw",
  xml: { tagAlias: "lowerCase" },
  types: [
    { name: "Step", extends: ["bpmn:FlowNode"], properties: words.map(attribute) },
    { name: "Band", extends: ["bpmn:Lane"], properties: [attribute("role")] },
  ],
};

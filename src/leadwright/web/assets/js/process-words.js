// Our own words in files of BPMN, as bpmn-js reads and writes them: attributes of steps and of lanes.
const attribute = (name) => ({ name, isAttr: true, type: "String" });

export const own = {
  name: "Leadwright",
  uri: "https://leadwright.org/ns/process/1",
  prefix: "lw",
  xml: { tagAlias: "lowerCase" },
  types: [
    { name: "Step", extends: ["bpmn:FlowNode"], properties: ["role", "deliverable", "due", "action"].map(attribute) },
    { name: "Band", extends: ["bpmn:Lane"], properties: [attribute("role")] },
  ],
};

// Lets bpmn-js speak the reader's language: it asks for each of its texts by the English one. A text that the page
// gives no words for stays English, and the console says so.
export const saidIn = (words) => ({
  translate: ["value", (text, values = {}) => {
    if (!(text in words)) console.warn(`The editor has no words for “${text}”.`);
    return (words[text] ?? text).replace(/{(\w+)}/g, (hole, name) => values[name] ?? hole);
  }],
});

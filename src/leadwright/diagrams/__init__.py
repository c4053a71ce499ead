"""Business processes as diagrams: read and written as BPMN, linted, published in versions, drawn, and walked."""

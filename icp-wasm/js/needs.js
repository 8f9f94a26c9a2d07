/** The parts that have to be there before another one: what they share comes with these. */
export const needs = { words: ["details"], changes: ["details"], edits: ["details"] };

/** Some parts with all that they need, these first. */
export const withNeeds = (parts) => [...new Set(parts.flatMap((part) => [...(needs[part] ?? []), part]))];

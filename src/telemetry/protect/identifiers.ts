/** What an export does with what identifies a person, a machine or a network. */
export const identifierModes = ["keep", "pseudonymize"] as const;

export type IdentifierMode = (typeof identifierModes)[number];

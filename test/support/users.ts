export const isRoot = process.getuid?.() === 0;

/** A user with no rights of its own, where the tests can become one. */
export const NOBODY = 65_534;

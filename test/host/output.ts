/** The first console argument of what the host tests say themselves, as index.ts marks it and run.ts reads it. */
export const HOST_OUTPUT = "[host tests]";

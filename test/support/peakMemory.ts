// Loaded with `node -r` before a program. Writes the process's peak memory in KB at the end of
// standard error.
process.on("exit", () => {
  process.stderr.write(`\n${process.resourceUsage().maxRSS}`);
});

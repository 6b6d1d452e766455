// Loaded with `node -r` before a program: it ends standard error with the peak of its memory, in KB.
process.on("exit", () => {
  process.stderr.write(`\n${process.resourceUsage().maxRSS}`);
});

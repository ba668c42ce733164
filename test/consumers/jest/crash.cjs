const { startServer } = require("stuntface/jest");

// Dies with a server under way, as a test runner that is killed.
startServer().then(({ url }) => {
  process.stdout.write(`${url}\n`, () => process.kill(process.pid, "SIGKILL"));
});

/** Runs one suite's bundled tests in plain Node: `node out/test/node.js FOLDER`. */
import { runTests } from './mocha.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('Usage: node out/test/node.js FOLDER');
// Playwright adds listeners for every browser that it starts.
process.setMaxListeners(100);
await runTests(folder);
// Whatever a test left open must not keep the run waiting.
process.exit();

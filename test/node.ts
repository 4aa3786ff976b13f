/** Runs the unit tests in plain Node: `node out/test/node.js FOLDER`. */
import { runTests } from './mocha.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('Usage: node out/test/node.js FOLDER');
await runTests(folder);
// Whatever a test left open must not keep the run waiting.
process.exit();

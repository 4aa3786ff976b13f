/** Runs the files of a folder that no other process has taken: `node out/test/e2e/suite.js FOLDER`. */
import { runTests } from '../mocha.ts';
import { keepEvidence } from './workbench.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('Usage: node out/test/e2e/suite.js FOLDER');
// Mocha adds listeners for every file that it runs.
process.setMaxListeners(100);
await runTests(folder, { afterEach: keepEvidence });
// Whatever a test left open must not keep the run waiting.
process.exit();

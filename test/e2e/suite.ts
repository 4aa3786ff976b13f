/** Runs the files of this folder that no other process has taken: `node out/test/e2e/suite.js`. */
import { runTests } from '../mocha.ts';
import { keepEvidence } from './workbench.ts';

// Mocha adds listeners for every file that it runs.
process.setMaxListeners(100);
await runTests(import.meta.dirname, { afterEach: keepEvidence });
// Whatever a test left open must not keep the run waiting.
process.exit();

/** What the editor runs in its extension host: every test/host test, beside this file once bundled. */
import { runTests } from '../mocha.ts';

export const run = (): Promise<void> => runTests(__dirname);

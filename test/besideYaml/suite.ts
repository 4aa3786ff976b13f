/** What the editor runs in its extension host beside the stand-in for Red Hat's YAML extension. */
import { runTests } from '../mocha.ts';

export const run = (): Promise<void> => runTests(__dirname);

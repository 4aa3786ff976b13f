/** The PBX of the benchmark, in a process of its own; prints its URL. */
import { startDemoPbx } from '../../src/demo/server.ts';

const connection = process.argv[2] === 'close' ? 'close' : 'keep-alive';
const { url } = await startDemoPbx({ connection, otherTrunks: [] });
process.stdout.write(`${url}\n`);

/** The ways in which the answer of a write can be lost, and the dialects in which that is tried. */
import type { Fault } from '../../src/demo/fault.ts';
import type { FakeClock } from './fakeClock.ts';
import { requestTimeout, type ConnectionEntry } from './pbxClient.ts';

/** `done` says whether the PBX has made the change by then. */
export const lostAnswers: { name: string; fault: Fault; done: boolean }[] = [
  { name: 'cut after sending, before the effect', fault: { kind: 'reset', when: 'before' }, done: false },
  { name: 'cut after the effect', fault: { kind: 'reset', when: 'after' }, done: true },
  { name: 'cut in the middle of the answer', fault: { kind: 'truncate' }, done: true },
  {
    name: 'cut before the first byte of the answer’s body',
    fault: { kind: 'truncate', bytes: 0 },
    done: true,
  },
  { name: 'silent before the effect', fault: { kind: 'hang', when: 'before' }, done: false },
  { name: 'silent after the effect', fault: { kind: 'hang', when: 'after' }, done: true },
  { name: 'answered by a web page', fault: { kind: 'raw', body: '<html>busy</html>' }, done: false },
  { name: 'answered with HTTP 502', fault: { kind: 'raw', status: 502, body: '' }, done: false },
];

export interface Dialect {
  name: string;
  entry: ConnectionEntry;
  connection: 'close' | 'keep-alive';
}

export const dialects: Dialect[] = [
  { name: 'JSON, keep-alive', entry: {}, connection: 'keep-alive' },
  { name: 'JSON, close', entry: {}, connection: 'close' },
  { name: 'XML, close', entry: { format: 'xml' }, connection: 'close' },
  { name: 'v1.1.0, keep-alive', entry: { apiVersion: 'v1.1.0' }, connection: 'keep-alive' },
];

/**
 * The fault, for a PBX whose caller has that clock: where it is silence, the request times out right after it. So nobody
 * waits for a timeout, and no other request meets one, however busy the machine is.
 */
export function strike(fault: Fault, callersClock: FakeClock): Fault {
  if (fault.kind === 'hang') setImmediate(() => void callersClock.pass(requestTimeout));
  return fault;
}

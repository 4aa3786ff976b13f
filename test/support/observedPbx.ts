import type { DemoRequest } from '../../src/demo/request.ts';
import { startDemoPbx, type DemoPbx, type DemoPbxOptions } from '../../src/demo/server.ts';

/** A real server on loopback, with every request that reached it. */
export interface ObservedPbx extends DemoPbx {
  requests: DemoRequest[];
  /** How often an endpoint was asked. */
  count(endpoint: string): number;
}

/** Starts a PBX with SIP trunks only, which are registered at once. */
export async function startObservedPbx(options: DemoPbxOptions = {}): Promise<ObservedPbx> {
  const requests: DemoRequest[] = [];
  const demo = await startDemoPbx({
    otherTrunks: [],
    registrationDelay: 0,
    observe: (request) => requests.push(request),
    ...options,
  });
  return Object.assign(demo, {
    requests,
    count: (endpoint: string) => requests.filter((request) => request.endpoint === endpoint).length,
  });
}

import { startDemoPbx, type DemoPbx, type DemoPbxOptions } from '../../src/demo/server.ts';
import type { Intercept } from '../../src/demo/fault.ts';
import type { DemoRequest } from '../../src/demo/request.ts';
import type { Workbench } from './workbench.ts';

/** A PBX of a test: a real server on loopback that remembers its requests and can be made to misbehave at any time. */
export interface TestPbx extends DemoPbx {
  readonly requests: readonly DemoRequest[];
  /** How often an endpoint was asked; all of them together when none is named. */
  count(endpoint?: string): number;
  /** What goes wrong with each request from now on; undefined mends it. */
  fault: Intercept | undefined;
}

export async function startTestPbx(options: Omit<DemoPbxOptions, 'intercept'> = {}): Promise<TestPbx> {
  const requests: DemoRequest[] = [];
  const state: { fault: Intercept | undefined } = { fault: undefined };
  const demo = await startDemoPbx({
    otherTrunks: [],
    registrationDelay: 0,
    observe: (request) => requests.push(request),
    ...options,
    intercept: (request) => state.fault?.(request),
  });
  return Object.assign(state, demo, {
    requests,
    count: (endpoint?: string) =>
      requests.filter((request) => endpoint === undefined || request.endpoint === endpoint).length,
  });
}

/** Every way to speak to a PBX, with the name that tests give a PBX of its kind. */
export const dialects = {
  json: {},
  xml: { format: 'xml' },
  yeastar: { apiVersion: 'v1.1.0' },
} as const;

export type Dialect = keyof typeof dialects;

/** Every dialect's name, for tests that are written once. */
export const everyDialect = Object.keys(dialects) as Dialect[];

/** Starts a PBX for every dialect; `connections` is the setting that names them. */
export async function startEveryDialect(optionsFor: (name: Dialect) => Parameters<typeof startTestPbx>[0]) {
  const started = await Promise.all(
    everyDialect.map(async (name) => [name, await startTestPbx(optionsFor(name))] as const),
  );
  return {
    pbxes: Object.fromEntries(started) as Record<Dialect, TestPbx>,
    connections: Object.fromEntries(
      started.map(([name, { url }]) => [name, { url, username: 'api', ...dialects[name] }]),
    ),
    stop: () => Promise.all(started.map(([, pbx]) => pbx.stop())),
  };
}

/**
 * Lets each PBX take `count` more adds, `ms` milliseconds each, and holds the next one, unanswered, until the returned
 * function is called: a run that stands still in its middle for as long as somebody needs to look at it.
 */
export function holdAddsAfter(count: number, pbxes: readonly TestPbx[], ms = 0): () => void {
  let release: (() => void) | undefined;
  const released = new Promise<undefined>((resolve) => {
    release = () => {
      resolve(undefined);
    };
  });
  for (const pbx of pbxes) {
    const last = pbx.count('siptrunk/add') + count;
    pbx.fault = ({ endpoint }) => {
      if (endpoint !== 'siptrunk/add') return undefined;
      return pbx.count('siptrunk/add') > last ? released : { kind: 'delay', ms };
    };
  }
  return () => {
    for (const pbx of pbxes) pbx.fault = undefined;
    release?.();
  };
}

/** A peer trunk of that name, as the PBX has it. */
export function peer(trunkname: string, host = 'sip.example.net') {
  return { trunkname, trunktype: 'peer', host, port: '5060', domain: host } as const;
}

/** Signs in to a PBX and opens it in the sidebar, until one of its trunks is there. */
export async function signInAndExpand(wb: Workbench, name: string, trunkname: string): Promise<void> {
  await signIn(wb, name);
  await wb.pbx.expand(name);
  await wb.pbx.row(trunkname).waitFor();
}

/** Signs in from the PBX's node, with the password of the Demo PBX unless another one is given. */
export async function signIn(wb: Workbench, name: string, password = 'demo-pbx'): Promise<void> {
  await wb.pbx.open();
  await wb.pbx.action(name, 'Sign In');
  await wb.input.step(`Sign In to ${name}`);
  await wb.input.answer(password);
  await wb.input.gone();
}

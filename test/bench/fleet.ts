/**
 * The PBXes of the tree's benchmark, in one process of their own: `fleet.mjs PBXES TRUNKS`. Prints their URLs and that of a
 * switch in JSON. The switch answers with what each PBX was asked so far; `/fall` and `/rise` let every trunk fall and
 * register again.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startDemoPbx, type DemoPbx } from '../../src/demo/server.ts';
import type { SipTrunk } from '../../src/demo/trunkFields.ts';

const [pbxCount = 0, trunkCount = 0] = process.argv.slice(2).map(Number);

/** What it prints. */
export interface Fleet {
  urls: string[];
  control: string;
}

/** How often a PBX was asked, by endpoint. */
export type Asked = Record<string, number>;

const fleet = await Promise.all(
  Array.from({ length: pbxCount }, async (_, index) => {
    const asked: Asked = {};
    const pbx = await startDemoPbx({
      otherTrunks: [],
      registrationDelay: 0,
      trunks: Array.from({ length: trunkCount }, (_trunk, number) => trunk(index, number, true)),
      observe: ({ endpoint }) => {
        asked[endpoint] = (asked[endpoint] ?? 0) + 1;
      },
    });
    return { pbx, asked };
  }),
);

const control = createServer(({ url }, response) => {
  if (url !== '/')
    fleet.forEach(({ pbx }, index) => {
      setStatuses(pbx, index, url === '/rise');
    });
  response.end(JSON.stringify(fleet.map(({ asked }) => asked)));
});
control.listen(0, '127.0.0.1');
await once(control, 'listening');
const { port } = control.address() as AddressInfo;
const urls = fleet.map(({ pbx }) => pbx.url);
const printed: Fleet = { urls, control: `http://127.0.0.1:${port}` };
process.stdout.write(`${JSON.stringify(printed)}\n`);

/** A host under `.invalid` does not register. */
function trunk(pbx: number, number: number, registered: boolean): SipTrunk {
  return {
    trunkname: `site-${pbx}-trunk-${number}`,
    trunktype: 'register',
    host: registered ? 'sip.example.net' : 'sip.invalid',
    port: '5060',
    username: '6100',
    authname: '6100',
    password: 'Rqzswb55',
  };
}

function setStatuses({ trunks }: DemoPbx, pbx: number, registered: boolean): void {
  for (const [number, { id }] of trunks.all().entries()) trunks.update(id, trunk(pbx, number, registered));
}

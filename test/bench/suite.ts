/** What the benchmark runs inside the editor's extension host. */
import { writeFileSync } from 'node:fs';
import { measureProvisioning, type Provisioning } from './provision.ts';
import { measureBackground } from './background.ts';
import type { Fleet } from './fleet.ts';
import { measureTree } from './tree.ts';
import { fileKinds, fileOf, type FileKind } from './largeFile.ts';
import { measureTyping, type Typing } from './typing.ts';

interface Order {
  result: string;
  folder: string;
  provisioning?: Provisioning;
  /** How many trunks the files have that are typed into. */
  fileSizes?: number[];
  /** The PBXes of the sidebar, and those that are watched in the background. */
  fleet?: Fleet;
  background?: Fleet;
}

export async function run(): Promise<void> {
  const order = JSON.parse(process.env['PBX_TRUNKS_BENCH'] ?? '{}') as Order;
  const results: Record<string, unknown> = {};
  if (order.provisioning) results['provisioning'] = await measureProvisioning(order.provisioning);
  if (order.fileSizes) {
    const typing: (Typing & { trunks: number; kind: FileKind })[] = [];
    for (const trunks of order.fileSizes) {
      for (const kind of fileKinds) {
        const times = await measureTyping(order.folder, `${kind}-${trunks.toString()}`, fileOf(trunks, kind));
        typing.push({ trunks, kind, ...times });
      }
    }
    results['typing'] = typing;
  }
  if (order.fleet) results['tree'] = await measureTree(order.fleet);
  if (order.background) results['background'] = await measureBackground(order.background);
  writeFileSync(order.result, JSON.stringify(results));
}

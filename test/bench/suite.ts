/** What the benchmark runs inside the editor's extension host. */
import { writeFileSync } from 'node:fs';
import { measureProvisioning, type Provisioning } from './provision.ts';
import { measureTree, type Fleet } from './tree.ts';
import { fileKinds, fileOf, type FileKind } from './largeFile.ts';
import { measureTyping, type Typing } from './typing.ts';

interface Order {
  result: string;
  folder: string;
  provisioning?: Provisioning;
  /** How many trunks the files have that are typed into. */
  fileSizes?: number[];
  fleet?: Fleet;
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
  writeFileSync(order.result, JSON.stringify(results));
}

/** What the benchmark runs inside the editor's extension host. */
import { writeFileSync } from 'node:fs';
import { measureProvisioning, type Provisioning } from './provision.ts';
import { measureTree, type Fleet } from './tree.ts';
import { fileKinds, fileOf } from './largeFile.ts';
import { measureTyping } from './typing.ts';

interface Order {
  result: string;
  folder: string;
  provisioning?: Provisioning;
  /** Trunks in the file that is typed into. */
  lines?: number;
  fleet?: Fleet;
}

export async function run(): Promise<void> {
  const order = JSON.parse(process.env['PBX_TRUNKS_BENCH'] ?? '{}') as Order;
  const results: Record<string, unknown> = {};
  if (order.provisioning) results['provisioning'] = await measureProvisioning(order.provisioning);
  if (order.lines !== undefined) {
    for (const kind of fileKinds) {
      results[kind] = await measureTyping(order.folder, kind, fileOf(order.lines, kind));
    }
  }
  if (order.fleet) results['tree'] = await measureTree(order.fleet);
  writeFileSync(order.result, JSON.stringify(results));
}

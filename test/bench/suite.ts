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
  /** Trunks in the file that is typed into. */
  lines?: number;
  fleet?: Fleet;
}

export async function run(): Promise<void> {
  const order = JSON.parse(process.env['PBX_TRUNKS_BENCH'] ?? '{}') as Order;
  const results: Record<string, unknown> = {};
  if (order.provisioning) results['provisioning'] = await measureProvisioning(order.provisioning);
  if (order.lines !== undefined) {
    const typing: Partial<Record<FileKind, Typing>> = {};
    for (const kind of fileKinds) {
      typing[kind] = await measureTyping(order.folder, kind, fileOf(order.lines, kind));
    }
    results['typing'] = typing;
  }
  if (order.fleet) results['tree'] = await measureTree(order.fleet);
  writeFileSync(order.result, JSON.stringify(results));
}

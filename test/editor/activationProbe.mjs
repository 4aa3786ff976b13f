/** Runs in the extension host: activates the extension and writes down how long the editor says that took. */
import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';

const id = 'pbx-trunks.pbx-trunks';

export async function run() {
  await vscode.extensions.getExtension(id).activate();
  const marks = new Map(
    globalThis.MonacoPerformanceMarks.getMarks().map((mark) => [mark.name, mark.startTime]),
  );
  const took = (what) =>
    marks.get(`code/extHost/did${what}/${id}`) - marks.get(`code/extHost/will${what}/${id}`);
  const times = { load: took('LoadExtensionCode'), activate: took('ActivateExtension') };
  writeFileSync(process.env.PBX_TRUNKS_ACTIVATION, JSON.stringify(times));
}

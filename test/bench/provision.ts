/** What provisioning costs: the command, and a bare undici loop beside it. */
import { Agent } from 'undici';
import * as vscode from 'vscode';
import type { ProvisionReport } from '../../src/core/outcome.ts';
import { DEMO_PASSWORD } from '../../src/demo/server.ts';
import { BareClient, trunksOf } from './pbx.ts';

export interface Provisioning {
  folder: string;
  trunks: number;
  rounds: number;
  servers: Record<string, string>;
}

/** Milliseconds of each round. */
interface Times {
  extension: number[];
  bare: number[];
}

export async function measureProvisioning({
  folder,
  trunks,
  rounds,
  servers,
}: Provisioning): Promise<{ times: Record<string, Times>; peakMiB: number | undefined }> {
  const connections = Object.fromEntries(
    Object.entries(servers).map(([name, url]) => [name, { url, username: 'api' }]),
  );
  await vscode.workspace
    .getConfiguration('pbx')
    .update('connections', connections, vscode.ConfigurationTarget.Global);
  // The bare loop does not wait for registrations either.
  await vscode.workspace
    .getConfiguration('pbx')
    .update('verifyTimeout', 0, vscode.ConfigurationTarget.Global);
  const uri = vscode.Uri.joinPath(vscode.Uri.file(folder), 'trunks.yaml');
  const times: Record<string, Times> = {};
  let peakMiB: number | undefined;
  const idle = process.memoryUsage().rss;
  for (const [name, url] of Object.entries(servers)) {
    await vscode.commands.executeCommand('pbx.signIn', { pbx: name, password: DEMO_PASSWORD });
    const agent = new Agent({ connections: 1, pipelining: 1 });
    const bare = new BareClient(url, agent);
    await bare.login();
    const clear = () => bare.post('siptrunk/delete', { trunkname: 'all' });

    // The first run warms up both, and says what 500 trunks cost an editor that has done nothing yet.
    await clear();
    const peak = watchMemory();
    await provision(uri, name, trunks);
    peakMiB ??= (peak() - idle) / 1024 / 1024;
    await clear();
    await bareLoop(bare, trunks);

    const measured: Times = { extension: [], bare: [] };
    for (let round = 0; round < rounds; round += 1) {
      await clear();
      measured.extension.push(await time(() => provision(uri, name, trunks)));
      await clear();
      measured.bare.push(await time(() => bareLoop(bare, trunks)));
    }
    await agent.close();
    times[name] = measured;
  }
  return { times, peakMiB };
}

async function provision(uri: vscode.Uri, pbx: string, count: number): Promise<void> {
  const report = await vscode.commands.executeCommand<ProvisionReport>('pbx.provisionTrunks', uri, {
    confirm: false,
    pbx,
  });
  const added = report.outcomes.filter(({ outcome }) => outcome === 'added').length;
  if (added !== count) throw new Error(`${added.toString()} added: ${JSON.stringify(report.outcomes[0])}`);
}

/** The same requests: what is there, then one add after another. */
async function bareLoop(bare: BareClient, count: number): Promise<void> {
  await bare.post('siptrunk/query', { trunkname: 'all' });
  for (const trunk of trunksOf(count)) {
    const { status } = await bare.post('siptrunk/add', trunk);
    if (status !== 'Success') throw new Error('The bare loop was refused');
  }
}

async function time(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function watchMemory(): () => number {
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage().rss);
  };
  const timer = setInterval(look, 5);
  return () => {
    clearInterval(timer);
    look();
    return peak;
  };
}

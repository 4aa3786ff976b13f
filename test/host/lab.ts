import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ProvisionReport, TrunkOutcome } from '../../src/core/outcome.ts';
import type { DemoPbxOptions } from '../../src/demo/server.ts';
import { stateFolder } from '../../src/pbx/locks/stateFolder.ts';
import { startObservedPbx, type ObservedPbx } from '../support/observedPbx.ts';

/** How a PBX of the lab is configured beyond its URL. */
export interface LabConnection {
  apiVersion?: 'v0.0.1' | 'v1.1.0';
  format?: 'json' | 'xml';
  username?: string;
  group?: string;
}

export type LabPbx = ObservedPbx;

/** Real PBXes on loopback, configured in the editor's settings, and a folder for trunk files. */
export class Lab {
  readonly #pbxes = new Map<string, LabPbx>();
  #folder = '';

  /** Starts a PBX and configures it under that name. */
  async start(name: string, connection: LabConnection = {}, options: DemoPbxOptions = {}): Promise<LabPbx> {
    const pbx = await startObservedPbx(options);
    this.#pbxes.set(name, pbx);
    await this.configure(name, { url: pbx.url, username: 'api', ...connection });
    return pbx;
  }

  async configure(name: string, entry: object): Promise<void> {
    const configuration = vscode.workspace.getConfiguration('pbx');
    const entries = configuration.inspect<Record<string, object>>('connections')?.globalValue ?? {};
    await configuration.update(
      'connections',
      { ...entries, [name]: entry },
      vscode.ConfigurationTarget.Global,
    );
  }

  /** Signs in with the Demo's own password. */
  async signIn(name: string): Promise<void> {
    const result = await vscode.commands.executeCommand<{ signedIn: boolean; message?: string }>(
      'pbx.signIn',
      {
        pbx: name,
        password: 'demo-pbx',
      },
    );
    if (!result.signedIn) throw new Error(result.message);
  }

  /** Writes a trunk file and returns its URI. */
  async file(name: string, text: string | Uint8Array): Promise<vscode.Uri> {
    if (this.#folder === '') this.#folder = await mkdtemp(join(tmpdir(), 'pbx-lab-'));
    const path = join(this.#folder, name);
    await writeFile(path, text);
    return vscode.Uri.file(path);
  }

  /** Signs out, stops every PBX and takes it out of the settings. */
  async end(): Promise<void> {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const [name, pbx] of this.#pbxes) {
      await vscode.commands.executeCommand('pbx.signOut', { pbx: name });
      await pbx.stop();
    }
    this.#pbxes.clear();
    await vscode.workspace
      .getConfiguration('pbx')
      .update('connections', undefined, vscode.ConfigurationTarget.Global);
    // The port of a PBX may be another one's in the next test.
    await rm(join(stateFolder(), 'logins'), { recursive: true, force: true });
    if (this.#folder !== '') await rm(this.#folder, { recursive: true, force: true });
    this.#folder = '';
  }
}

/** `pbx.provisionTrunks` as automation calls it. */
export function provision(uris: vscode.Uri | vscode.Uri[], options: object = {}): Thenable<ProvisionReport> {
  return vscode.commands.executeCommand('pbx.provisionTrunks', uris, { confirm: false, ...options });
}

/** `pbx.addSipTrunk` as automation calls it. */
export function addSipTrunk(pbx: string, trunk: object): Thenable<TrunkOutcome> {
  return vscode.commands.executeCommand('pbx.addSipTrunk', { pbx, trunk });
}

/** Outcomes as short lines, such as `hq/a added`. */
export function short(report: ProvisionReport): string[] {
  return report.outcomes.map(({ pbx, trunkname, outcome }) => `${pbx}/${trunkname} ${outcome}`);
}

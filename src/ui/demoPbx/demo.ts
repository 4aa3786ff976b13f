import * as vscode from 'vscode';
import { DEMO_PASSWORD, DEMO_USERNAME, startDemoPbx, type DemoPbx } from '../../demo/server.ts';
import { SAMPLE_TRUNKS } from '../../demo/sampleTrunks.ts';
import { PbxError } from '../../pbx/errors.ts';
import type { Pbxes } from '../connections/pbxes.ts';
import { setContextKey } from '../base/contextKey.ts';
import { showMessage } from '../base/showMessage.ts';
import { writeConnection } from '../connections/settings.ts';

/** The name under which the Demo PBX is configured. */
const demoName = 'demo';

/** The port of a real UC's API; when something has it already, any free one is taken. */
const usualPort = 9011;

/** Starts and stops the Demo PBX of this window. */
export class Demo {
  readonly #pbxes: Pbxes;
  #running: Promise<DemoPbx> | undefined;

  constructor(pbxes: Pbxes) {
    this.#pbxes = pbxes;
  }

  /**
   * Starts the Demo PBX, configures it as `demo` and signs in. When it runs already, here or in another window, that one
   * is used.
   * @returns its name and address, or undefined when another PBX has the name.
   */
  async start(): Promise<{ pbx: string; url: string } | undefined> {
    const configured = this.#pbxes.find(demoName);
    const url = configured && 'connection' in configured ? configured.connection.url : undefined;
    if (configured && (url === undefined || new URL(url).hostname !== '127.0.0.1')) {
      void showMessage(
        'error',
        vscode.l10n.t(
          'The name “{0}” belongs to another PBX. Give that one another name, then start the Demo PBX.',
          demoName,
        ),
      );
      return undefined;
    }
    if (url !== undefined && (await this.#signIn())) return { pbx: demoName, url };

    const running = (this.#running ??= listen());
    running.catch(() => {
      if (this.#running === running) this.#running = undefined;
    });
    const demo = await running;
    await writeConnection(demoName, { url: demo.url, username: DEMO_USERNAME });
    await setContextKey('pbx.demoRunning', true);
    await this.#signIn();
    return { pbx: demoName, url: demo.url };
  }

  /** Stops the Demo PBX. `forget` takes it out of the settings too; a window that closes leaves it there. */
  async stop({ forget }: { forget: boolean }): Promise<boolean> {
    const running = this.#running;
    this.#running = undefined;
    if (!running) return false;
    await (await running).stop();
    if (forget) {
      await this.#pbxes.forgetCredential(demoName);
      await writeConnection(demoName, undefined);
      await setContextKey('pbx.demoRunning', false);
    }
    return true;
  }

  async #signIn(): Promise<boolean> {
    const { pbx } = await this.#pbxes.open(demoName);
    try {
      // The user has just asked for it, and it locks out nobody else.
      await pbx?.session.signIn(DEMO_PASSWORD, undefined, true);
      return pbx !== undefined;
    } catch (error) {
      if (error instanceof PbxError) return false;
      throw error;
    }
  }
}

async function listen(): Promise<DemoPbx> {
  try {
    return await startDemoPbx({ port: usualPort, trunks: SAMPLE_TRUNKS });
  } catch {
    return await startDemoPbx({ trunks: SAMPLE_TRUNKS });
  }
}

import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';

/** One address on loopback for one server after the other: a browser keeps what it has compiled by address. */
export class FrontDoor {
  readonly url: string;
  /** Where connections are led from now on. */
  target: string;

  private constructor(url: string) {
    this.url = url;
    this.target = url;
  }

  static async open(): Promise<FrontDoor> {
    const listener = createServer((outside) => {
      const inside = connect(Number(new URL(door.target).port), '127.0.0.1');
      outside.on('error', () => undefined).on('close', () => inside.destroy());
      inside.on('error', () => undefined).on('close', () => outside.destroy());
      outside.pipe(inside).pipe(outside);
    }).listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const door = new FrontDoor(`http://127.0.0.1:${(listener.address() as AddressInfo).port.toString()}`);
    return door;
  }
}

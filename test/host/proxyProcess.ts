/** A proxy in a process of its own: inside of the extension host VS Code would send what it asks for to that very proxy. */
import { startProxy } from '../support/proxy.ts';

const proxy = await startProxy(process.env['PROXY_CREDENTIALS']);
process.on('message', () => process.send?.({ asked: proxy.asked }));
process.send?.({ port: proxy.port });

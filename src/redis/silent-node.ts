import type { Endpoint } from '../cluster/endpoint.ts';
import type { Silent, Trouble } from '../cluster/status/cluster-snapshot.ts';
import { ConnectionError } from './connection.ts';
import { ReplyError } from './resp.ts';

function troubleOf(error: unknown): { trouble: Trouble; reason: string } {
  if (error instanceof ConnectionError) {
    const isHang = error.failure === 'timeout' && error.message.startsWith('no reply');
    return { trouble: isHang ? 'hangs' : error.failure, reason: error.message };
  }
  if (error instanceof ReplyError) {
    if (error.kind === 'NOAUTH')
      return { trouble: 'password-missing', reason: 'it wants a password, and none was given' };
    if (error.kind === 'WRONGPASS' || /invalid password/i.test(error.message))
      return { trouble: 'password-wrong', reason: 'it refuses the password that was given' };
    if (error.kind === 'NOPERM')
      return { trouble: 'forbidden', reason: 'its user may not run the commands that are needed' };
    return { trouble: 'protocol', reason: `it answers: ${error.message}` };
  }
  throw error;
}

/** An error of a connection or reply → why this node is silent. Throws on what is neither. */
export function silentNode(at: Endpoint, error: unknown): Silent {
  return { at, ...troubleOf(error) };
}

/** An error of a connection or reply in reason. Throws on what is neither. */
export function describeFailure(error: unknown): string {
  return troubleOf(error).reason;
}

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
      return { trouble: 'password-missing', reason: 'it requires a password, but none was given' };
    if (error.kind === 'WRONGPASS' || /invalid password/i.test(error.message))
      return { trouble: 'password-wrong', reason: 'it rejected the password' };
    if (error.kind === 'NOPERM')
      return {
        trouble: 'forbidden',
        reason: 'its user lacks permission for the required commands',
      };
    return { trouble: 'protocol', reason: `it replied: ${error.message}` };
  }
  throw error;
}

/** Explains why a node did not answer. Throws any error that is not of a connection or reply. */
export function silentNode(at: Endpoint, error: unknown): Silent {
  return { at, ...troubleOf(error) };
}

/** Describes an error of a connection or reply. Throws any other error. */
export function describeFailure(error: unknown): string {
  return troubleOf(error).reason;
}

export { allowable } from '../../publish/allowance.ts';

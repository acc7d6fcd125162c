import { agentRole } from './rules/agent-role.ts';
import { capability } from './rules/capability.ts';
import { hostMount } from './rules/host-mount.ts';
import { hostNamespace } from './rules/host-namespace.ts';
import { hostNetwork } from './rules/host-network.ts';
import { imageRegistryTag } from './rules/image-registry-tag.ts';
import { imageUnpinned } from './rules/image-unpinned.ts';
import { privileged } from './rules/privileged.ts';
import { secretInEnvironment } from './rules/secret-in-environment.ts';

/** The rules of the group security; the order is that of docs/rules.md. */
export const securityRules = [
  agentRole,
  capability,
  hostMount,
  hostNamespace,
  hostNetwork,
  imageRegistryTag,
  imageUnpinned,
  privileged,
  secretInEnvironment,
] as const;

// Where the programs of a Kubernetes control plane are, and what they are called.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { cache } from '../fetched.mjs';

export const version = '1.20.2';

/** Built once per machine, for all clones. */
export const folder = path.join(cache, `kubernetes-${version}`);

/** Compiled from the source of Kubernetes; etcd is a package of its own. */
export const compiled = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];

export const programs = ['etcd', ...compiled];

/** The path of a program, whether it is built or not. */
export const program = (name) => path.join(folder, 'bin', name);

export const missingPrograms = () => programs.filter((name) => !existsSync(program(name)));

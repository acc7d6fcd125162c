import type { FormLists } from '../rancher/form/form-lists.ts';

/** What the environment of the preview has, for questions that offer its resources. */
export const exampleLists: FormLists = {
  services: [
    { stack: 'example', name: 'database' },
    { stack: 'example', name: 'web' },
    { stack: 'monitoring', name: 'collector' },
  ],
  certificates: ['example.com', 'internal.example.com'],
  secrets: ['example-password', 'example-token'],
  stacks: [],
};

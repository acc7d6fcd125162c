import { expect, test } from 'vitest';
import { secretReason } from '../../../src/lint/secret-value.ts';

const secrets: readonly (readonly [string, string])[] = [
  ['PASSWORD', 'hunter2'],
  ['PASSWORD', '1234'],
  ['MYSQL_ROOT_PASSWORD', 'changeme'],
  ['DB_PW', 'geheim'],
  ['API_TOKEN', 'abc'],
  ['DATABASE_URL', 'postgres://app:s3cr3t@db:5432/app'],
  ['REDIS_URL', 'redis://:s3cr3t@cache'],
  ['AWS_SECRET_ACCESS_KEY', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
  ['AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE'],
  ['SECRET_KEY_BASE', '1234567890abcdef'],
  ['ENCRYPTION_KEY', 'abcd1234efgh'],
  ['SETTING', 'Xq82nSd92kfmZpq10sKw'],
  ['SETTING', '6f1ed002ab5595859014ebf0951522d9'],
  ['KEY', '-----BEGIN RSA PRIVATE KEY-----\nx'],
  ['HOOK', 'https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXX'],
];

const others: readonly (readonly [string, string])[] = [
  ['PASSWORD', ''],
  ['PASSWORD_FILE', '/run/secrets/password'],
  ['DB_PASSWORD', '/run/secrets/db'],
  ['DB_PASSWORD', '${DB_PASSWORD}'],
  ['ALLOW_EMPTY_PASSWORD', 'yes'],
  ['TOKEN_TTL', '3600'],
  ['PASSWORD_MIN_LENGTH', '8'],
  ['PASSWORD_RESET_URL', 'https://example.com/reset'],
  ['DATABASE_URL', 'postgres://app@db:5432/app'],
  ['GIT_SHA', '6f1ed002ab5595859014ebf0951522d9aaf1c0de'],
  ['IMAGE_DIGEST', '6f1ed002ab5595859014ebf0951522d96f1ed002ab5595859014ebf0951522d9'],
  ['CLUSTER_ID', 'Xq82nSd92kfmZpq10sKw'],
  ['JAVA_OPTS', '-Xmx512m'],
  ['CLASS', 'com.example.App2ServerConfiguration'],
  ['NAME', 'MyApplicationServer2017Production'],
  ['ACCESS_KEY', 'minio'],
  ['SESSION_KEY', 'session.name'],
];

test.for(secrets)('%s: %s is a secret', ([name, value]) => {
  expect(secretReason(name, value)).toBeDefined();
});

test.for(others)('%s: %s is not', ([name, value]) => {
  expect(secretReason(name, value)).toBeUndefined();
});

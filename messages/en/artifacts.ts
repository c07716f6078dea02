export const artifacts = {
  'catalogue.unknown.lines':
    '{title} {name} is not in the catalogue{near} Known: {known}; a line ({lines}) means its newest.',
  'catalogue.unknown': '{title} {name} is not in the catalogue{near} Known: {known}.',
  'catalogue.system.unknown': 'Operating system {name} is not in the catalogue{near} Known: {known}.',
  'catalogue.mirror.unknown':
    'Mirror {name} is not known{near} Known: {known}, or the base address of your own (https://…).',
  'catalogue.misfit':
    'ZooKeeper {zookeeper} does not run on JDK {jdk}; take [[jdk {first}]] (it runs on {jdks}){instead}.',
  'catalogue.misfit.instead': ', or keep JDK {jdk} and take [[zookeeper {line}]]',

  'artifact.archive.missing': 'There is no file {path}; {option} takes the path of a tarball.',
  'artifact.archive.not-file': '{path} is not a file; {option} takes the path of a tarball.',
  'artifact.archive.unreadable': '{path} cannot be read: {reason}.',
  'artifact.archive.not-gzip':
    '{path} is not a .tar.gz file; {option} takes a gzip-compressed tarball as its publisher hands it out.',
  'artifact.archive.truncated': '{path} ends too early or is damaged ({reason}); get it again.',
  'artifact.archive.escapes':
    '{path} would write outside its own folder ({entry}); take the tarball from its publisher.',
  'artifact.archive.roots':
    '{path} does not unpack into one folder of its own ({roots}); take the tarball from its publisher.',
  'artifact.archive.not-jdk':
    '{path} is not a JDK for Linux: there is no bin/java in it. Take a tarball such as {example}.',
  'artifact.archive.not-zookeeper':
    '{path} is not a ZooKeeper distribution: there is no zookeeper-X.Y.Z.jar in it. Take a tarball such as {example}.',
  'artifact.archive.source':
    '{path} is ZooKeeper’s source code, which nothing can be started from; take {example}.',
  'artifact.archive.no-version': '{path}: which version that is cannot be told from its contents.',
  'artifact.archive.arch':
    '{path} is a JDK for {found}, but the nodes are {wanted}; take a JDK for {wanted}.',

  'artifact.offline':
    '{what} is not in the cache, and nothing is to be downloaded; run "zk-lab fetch" where there is a network, or give {option}.',
  'artifact.unavailable': '{what} could not be had.\n{tried}\nWhat you can do:\n{ways}',
  'artifact.tried': '  {where}: {reason}',
  'artifact.way.mirror': '  [[mirror NAME-or-URL]]: take it from elsewhere ({known}, or a base address)',
  'artifact.way.archive': '  {option}: bring the tarball yourself, e.g. {file}',
  'artifact.way.maven': '  install maven (mvn): then it is assembled from Maven’s repository',
  'artifact.way.no-fetch':
    '  zk-lab create --no-fetch: write the lab now and let the nodes download it later',

  'artifact.reason.status': 'answered {status}',
  'artifact.reason.not-gzip': 'answered with something else than a tarball (a web page?)',
  'artifact.reason.checksum': 'checksum does not match ({algorithm} {found})',
  'artifact.reason.truncated': 'broke off after {received} of {total} bytes',
  'artifact.reason.stalled': 'sent nothing for {seconds} s',
  'artifact.reason.timeout': 'did not answer within {seconds} s',
  'artifact.reason.refused': 'refused the connection',
  'artifact.reason.dns': 'no such host name',
  'artifact.reason.reset': 'the connection broke off',
  'artifact.reason.tls': 'its certificate is not trusted: {reason}',
  'artifact.reason.proxy': 'the proxy answered: {reason}',
  'artifact.reason.other': '{reason}',
  'artifact.reason.contents': 'is not what it should be: {reason}',
  'artifact.reason.no-checksum': 'no checksum to verify it with: {reason}',
  'artifact.reason.maven': 'failed: {reason}',
  'artifact.reason.no-maven': 'not installed',

  'artifact.no-cache':
    'This user has no home folder, so there is no place for what is downloaded; name one: export ZK_LAB_CACHE=DIR',
  'artifact.disk-full':
    'Nothing more can be written to the cache {path}: {reason}. Make room, or put the cache elsewhere: export ZK_LAB_CACHE=DIR',
  'artifact.cache-readonly':
    'The cache {path} cannot be written: {reason}. Make it writable, or put it elsewhere: export ZK_LAB_CACHE=DIR',
} as const;

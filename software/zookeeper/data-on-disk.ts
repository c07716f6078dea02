import { say } from '../../messages/index.js';

/**
 * What a server logs where what it has on its disk keeps it from starting, now and at every further start. A server of 3.5 and later that is
 * killed in the moment between writing what its leader sent and writing the leader's epoch (ZOOKEEPER-2354; 3.4 marks that moment) ends
 * with the last of these, "The current epoch, 1, is older than the last zxid", and one whose files are cut short with the first.
 */
const complaints = ['Unable to load database on disk', 'Not able to truncate', 'is older than the last zxid'];

/** What to say of that behind the end of a node's log, on a line of its own; '' where the log tells no such thing. */
export function toldOfData(node: string, log: string): string {
  return complaints.some((each) => log.includes(each)) ? `\n  ${say('node.data', { node })}` : '';
}

/**
 * What a server logs where what it has on its disk keeps it from starting, now and at every further start. A server of 3.5 and later that is
 * killed in the moment between writing what its leader sent and writing the leader's epoch (ZOOKEEPER-2354; 3.4 marks that moment) ends
 * with the last of these, "The current epoch, 1, is older than the last zxid", and one whose files are cut short with the first.
 */
const complaints = ['Unable to load database on disk', 'Not able to truncate', 'is older than the last zxid'];

/** Whether these last lines of a log tell that. */
export const isUnreadableData = (log: readonly string[]): boolean =>
  log.some((line) => complaints.some((each) => line.includes(each)));

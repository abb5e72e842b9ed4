//! Who is at the other end of a connection: other users of this machine see the address of a local server in the list of
//! processes or of connections, and have no business there.
//!
//! Linux tells of every connection of this machine whose it is, in `/proc/net/tcp` (proc_pid_net(5)). Other systems do not
//! tell so simply; there, what keeps others out of the desk is its token, its cookie and its path.

use std::net::{IpAddr, SocketAddr};

use crate::source::read_file;

/// The connections of this machine by IPv4.
const TABLE: &str = "/proc/net/tcp";

/// The table has 150 bytes a line, and a machine has fewer than 65,536 ports on one address; some more for others.
const LONGEST: u64 = 64 << 20;

/// State of a socket that waits for connections.
const LISTENS: &str = "0A";

/// Whether a connection is known to be somebody else's than the server that it leads to.
pub fn is_strange(here: SocketAddr, there: SocketAddr) -> bool {
    cfg!(target_os = "linux")
        && read_file(TABLE.as_ref(), LONGEST).is_ok_and(|table| is_other(&String::from_utf8_lossy(&table), here, there))
}

fn is_other(table: &str, here: SocketAddr, there: SocketAddr) -> bool {
    let (Some(here), Some(there)) = (written(here), written(there)) else { return false };
    let rows = || table.lines().skip(1).filter_map(Row::of);
    let Some(ours) = rows().find(|row| row.local == here && row.state == LISTENS) else { return false };
    let Some(theirs) = rows().find(|row| row.local == there && row.remote == here) else { return false };
    // What root forwards, such as a browser's request from outside a virtual machine, is let in: root needs no door. A socket
    // that nobody holds any more is said to be root's.
    let is_root = theirs.user == "0" && theirs.inode != "0";
    theirs.user != ours.user && !is_root
}

/// A line of the table.
struct Row<'t> {
    local: &'t str,
    remote: &'t str,
    state: &'t str,
    user: &'t str,
    inode: &'t str,
}

impl<'t> Row<'t> {
    fn of(line: &'t str) -> Option<Row<'t>> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let word = |at: usize| words.get(at).copied();
        Some(Row { local: word(1)?, remote: word(2)?, state: word(3)?, user: word(7)?, inode: word(9)? })
    }
}

/// An address as the table writes it: the number of four bytes as this processor reads it, and the port.
fn written(address: SocketAddr) -> Option<String> {
    let IpAddr::V4(ip) = address.ip() else { return None };
    Some(format!("{:08X}:{:04X}", u32::from_ne_bytes(ip.octets()), address.port()))
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use super::is_other;

    /// A server of user 1000 on port 8023, and connections to it: of the same user, of another one, of root, and of nobody
    /// any more.
    const TABLE: &str = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F57 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4001 1 0000000000000000 100 0 0 10 0
   1: 0100007F:9C40 0100007F:1F57 01 00000000:00000000 00:00000000 00000000  1000        0 4002 1 0000000000000000 20 4 30 10 -1
   2: 0100007F:9C41 0100007F:1F57 01 00000000:00000000 00:00000000 00000000 65534        0 4003 1 0000000000000000 20 4 30 10 -1
   3: 0100007F:9C42 0100007F:1F57 01 00000000:00000000 00:00000000 00000000     0        0 4004 1 0000000000000000 20 4 30 10 -1
   4: 0100007F:9C43 0100007F:1F57 05 00000000:00000000 00:00000000 00000000     0        0 0 1 0000000000000000 20 4 30 10 -1
   5: 0100007F:1F57 0100007F:9C41 01 00000000:00000000 00:00000000 00000000  1000        0 4005 1 0000000000000000 20 4 30 10 -1
";

    #[test]
    #[cfg(target_endian = "little")]
    fn whose_a_connection_is_stands_in_the_table() {
        let here = SocketAddr::from(([127, 0, 0, 1], 8023));
        let strange = |port: u16| is_other(TABLE, here, SocketAddr::from(([127, 0, 0, 1], port)));
        assert_eq!([40000, 40001, 40002, 40003, 40004].map(strange), [false, true, false, true, false]);
        let other = SocketAddr::from(([127, 0, 0, 1], 8024));
        assert!(!is_other(TABLE, other, SocketAddr::from(([127, 0, 0, 1], 40001))), "nothing is known of that server");
        assert!(!is_other("", here, here));
    }
}

// Every subject has a file of its own; they share one database, since each more costs a start.
import './paying/by-hand';
import './paying/what-is-asked';
import './paying/debits-under-way';
import './paying/ways-to-pay';
import './paying/autopay';

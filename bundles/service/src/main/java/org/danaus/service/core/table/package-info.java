/**
 * The filesystem table: which filesystems there are, how each of them is, and what happens to it when specs, providers and mounters come and go. Changes run one at a time
 * under the table's lock; readers take none.
 */
package org.danaus.service.core.table;

/**
 * Tests of the whole: the distribution's bundles inside a framework of Pax Exam (JUnit 4 classes), and the distribution
 * as a process of its own (Jupiter classes).
 */
package org.danaus.itests;

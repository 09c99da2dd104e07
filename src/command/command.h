/*
 * command.h - the command line
 *
 *	argv -> a row of the command table -> stages wired together -> exit code
 *
 * The only place where stages meet.  Standard output is data, standard error is
 * everything else.  Exit codes: see base/err.h and command/internal.h.
 */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

int command_run(int argc, char **argv);

#endif

// Why nodes were changed: given by people, listed, and told in comparisons. Which reasons belong to a comparison is the
// rule of review/review.h. They lie apart from the text; nothing here makes a version.
#pragma once

#include <string_view>
#include <vector>

#include "model/reason.h"
#include "workspace/workspace.h"

namespace zielbaum::workspace {

struct NodeReasons {
  DocumentId document;
  NodeId node;
  std::string name;  ///< "" where that is not known
  std::vector<model::Reason> reasons;
  Findings unreadable;  ///< records that cannot be read, and are left out
};

/// Records why a node was changed, upon the last saved version; gives that one reason. A node that is gone may have
/// been dropped for a reason too. Errors of find_node, of review::make_reason and of the store; Refused
/// ("nothing-saved").
[[nodiscard]] Result<NodeReasons> give_reason(Workspace& workspace, std::string_view node, std::string_view text,
                                              const store::Act& act);

/// All reasons that were ever given for a node, newest first.
[[nodiscard]] Result<NodeReasons> reasons(const Workspace& workspace, std::string_view node);

/// Whether a node without a reason gets the messages of the versions that touched it, first to last.
enum class SaveMessages { LeaveOut, Show };

/// Completes Comparison::reasons; gives the records that cannot be read. Where no reasons were given, and no messages
/// are asked for, it costs nothing.
[[nodiscard]] Result<Findings> add_reasons(const Workspace& workspace, Comparison& comparison, SaveMessages messages);

}  // namespace zielbaum::workspace
